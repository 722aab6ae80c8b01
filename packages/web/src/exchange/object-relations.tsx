import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import type { Community, ObjectDetail, Reference } from '../kernel/contract.ts';
import { hubText, plural, t } from '../kernel/words.ts';
import { useNamed } from './named-objects.tsx';
import { endWords, groupRelations, ownOf, relationsFrom, verbWords } from './relations.ts';
import type { End, Relation, RelationGroup } from './relations.ts';
import { TypeSign } from './type-sign.tsx';
import { typeOfStixId, typeWords } from './words.ts';

const RelationGraph = lazy(async () => ({
  default: (await import('./relation-graph.tsx')).RelationGraph,
}));

/** What an object names itself is read one by one; more of it stands in the raw STIX. */
const NAMED_MAX = 40;

interface ObjectRelationsProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  readonly references: readonly Reference[];
}

/** What it is connected with, as sentences; and as a drawing for those who like one. */
export function ObjectRelations({
  object,
  community,
  references,
}: ObjectRelationsProps): ReactNode {
  const [isDrawn, setDrawn] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const self: End = { id: object.id, type: object.type, title: object.title };
  const named = useOwnRelations(self, object, community);
  const relations = [...relationsFrom(self, references), ...named];
  if (relations.length === 0) {
    return (
      <EmptyState
        title={t('No relations yet')}
        action={
          <Link to="/c/$community/share" params={{ community: community.slug }}>
            {t('Share a STIX file')}
          </Link>
        }
      >
        {t(
          'Share a relationship to say what this belongs to: which malware an address serves, which campaign uses it. Relations arrive with STIX files and from programs; you see those of which you may see both ends.',
        )}
      </EmptyState>
    );
  }
  return (
    <div className="stack">
      <p className="row spread">
        <span>
          {plural(relations.length, {
            one: '1 relation of which you may see both ends.',
            other: '{{count}} relations of which you may see both ends.',
          })}
        </span>
        <Button
          ref={opener}
          className="no-print"
          variant="default"
          aria-expanded={isDrawn}
          onClick={() => setDrawn(!isDrawn)}
        >
          {isDrawn ? t('Hide the drawing') : t('Draw it as a graph')}
        </Button>
      </p>
      {isDrawn && (
        <Suspense fallback={<Loading what={t('Drawing')} />}>
          <RelationGraph
            self={self}
            relations={relations}
            community={community}
            onLeave={() => opener.current?.focus()}
          />
        </Suspense>
      )}
      {groupRelations(self.id, relations).map((group) => (
        <GroupTable key={group.key} self={self} group={group} community={community} />
      ))}
    </div>
  );
}

/** Objects this one names: what a report is about stands under Reports. */
function useOwnRelations(self: End, object: ObjectDetail, community: Community): Relation[] {
  const all = ownOf(object).slice(0, NAMED_MAX);
  const read = useNamed(
    community,
    all.map(({ id }) => id),
  );
  return all.flatMap(({ id, property }, place): Relation[] => {
    const found = read[place]?.data;
    if (found === undefined) return [];
    const to = { id, type: typeOfStixId(id), title: found.title };
    return [{ key: `${property} ${id}`, from: self, verb: property, to }];
  });
}

interface GroupTableProps {
  readonly self: End;
  readonly group: RelationGroup;
  readonly community: Community;
}

function GroupTable({ self, group, community }: GroupTableProps): ReactNode {
  return (
    <section className="panel">
      <h2>{group.words}</h2>
      <div className="scrolls" tabIndex={0} role="region" aria-label={group.words}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('Relation')}</th>
              <th scope="col">{t('Said by')}</th>
              <th scope="col">{t('When')}</th>
              <th scope="col">{t('Marking')}</th>
            </tr>
          </thead>
          <tbody>
            {group.relations.map(({ key, from, verb, to, said }) => (
              <tr key={key}>
                <td>
                  <EndLink end={from} self={self} community={community} /> {verbWords(verb)}{' '}
                  <EndLink end={to} self={self} community={community} />
                </td>
                <td>{said === undefined ? t('the object itself') : hubText(said.origin.name)}</td>
                <td>{said !== undefined && <TimeText at={said.date_added} />}</td>
                <td>{said !== undefined && <TlpPlate level={said.marking.level} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function EndLink(props: { end: End; self: End; community: Community }): ReactNode {
  const { end, self, community } = props;
  if (end.id === self.id) return <span className="quiet">{endWords(end)}</span>;
  return (
    <span className="relation-end">
      <TypeSign type={end.type} />
      <Link
        to="/c/$community/objects/$object"
        params={{ community: community.slug, object: end.id }}
        search={{}}
      >
        {endWords(end)}
      </Link>
      {end.title !== '' && <span className="small quiet"> {typeWords(end.type)}</span>}
    </span>
  );
}
