import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTellLevels } from '../design/shown-levels.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { call, isProblem } from '../kernel/client.ts';
import { showObject } from '../kernel/contract.ts';
import type { Community, ObjectDetail } from '../kernel/contract.ts';
import { keyOf } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { TypeSign } from './type-sign.tsx';
import { titleWords } from './title-words.ts';
import { typeOfStixId, typeWords } from './words.ts';

/** How many are read at a time. */
const STEP = 25;

interface NamedObjectsProps {
  readonly ids: readonly string[];
  readonly community: Community;
}

/** What an object names, with titles as far as the reader may know them. */
export function NamedObjects({ ids, community }: NamedObjectsProps): ReactNode {
  const [shown, setShown] = useState(STEP);
  const read = useNamed(community, ids.slice(0, shown));
  return (
    <>
      <ul className="stack tight">
        {ids.slice(0, shown).map((id, place) => (
          <li key={id} className="with-sign">
            <TypeSign type={typeOfStixId(id)} />
            <Named id={id} community={community} named={read[place]} />
          </li>
        ))}
      </ul>
      {ids.length > shown && (
        <div>
          <Button variant="default" onClick={() => setShown(shown + STEP)}>
            {t('Show more ({{count}} left)', { count: ids.length - shown })}
          </Button>
        </div>
      )}
    </>
  );
}

/** Objects by id, in order; what is not here for the reader is absent. */
export function useNamed(
  community: Community,
  ids: readonly string[],
): UseQueryResult<ObjectDetail>[] {
  const read = useQueries({
    queries: ids.map((id) => {
      const input = { params: { community: community.id, id }, query: {} };
      return {
        queryKey: keyOf(showObject, input),
        queryFn: () => call(showObject, input),
        staleTime: 60_000,
      };
    }),
  });
  useTellLevels(read.map(({ data }) => data?.marking.level));
  return read;
}

function Named(props: {
  id: string;
  community: Community;
  named: UseQueryResult<ObjectDetail> | undefined;
}): ReactNode {
  const { id, community, named } = props;
  const words = typeWords(typeOfStixId(id));
  const object = named?.data;
  // It is here, but not opened yet: its own page says first what that means.
  if (object === undefined && isProblem(named?.error, 'attestation-needed')) {
    return (
      <Link
        to="/c/$community/objects/$object"
        params={{ community: community.slug, object: id }}
        search={{}}
      >
        {words} <span className="mono">{id.slice(-6)}</span>
      </Link>
    );
  }
  if (object === undefined) {
    return (
      <span className="quiet">
        {words} <span className="mono">{id.slice(-6)}</span>
        {named?.isError === true && `, ${t('not here for you')}`}
      </span>
    );
  }
  return (
    <span className="row">
      <Link
        to="/c/$community/objects/$object"
        params={{ community: community.slug, object: id }}
        search={{}}
      >
        {titleWords(object)}
      </Link>
      <span className="small quiet">{words}</span>
      <TlpPlate level={object.marking.level} />
    </span>
  );
}
