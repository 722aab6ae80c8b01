import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ClipboardEvent, ReactNode } from 'react';
import { KeyHint } from '../design/keys.tsx';
import { Window } from '../design/window.tsx';
import type { Community } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { usePaletteGroups } from './palette-items.ts';
import type { PaletteItem } from './palette-places.ts';

interface PaletteProps {
  readonly community: Community;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly showKeys: () => void;
}

/** Going somewhere, acting, and looking up what was pasted, from one field. */
export function Palette({ isOpen, onClose, ...rest }: PaletteProps): ReactNode {
  return (
    <Window title={t('Go to, do, look up')} isOpen={isOpen} onClose={onClose}>
      <Choices {...rest} onClose={onClose} />
    </Window>
  );
}

function Choices({ community, onClose, showKeys }: Omit<PaletteProps, 'isOpen'>): ReactNode {
  const [text, setText] = useState('');
  const groups = usePaletteGroups(community, text, showKeys);
  const combobox = useCombobox({ opened: true });
  const items = groups.flatMap((group) => group.items);
  const { selectFirstOption, updateSelectedOptionIndex } = combobox;
  useEffect(() => {
    selectFirstOption();
    // The first choice follows what is typed, not every change of the store.
  }, [text]);
  // What is read later comes among the rest: somebody's choice stays where it is, at another place.
  useEffect(() => updateSelectedOptionIndex('selected'), [items.length]);
  const submit = (id: string): void => {
    onClose();
    items.find((item) => item.id === id)?.run();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={submit}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          role="combobox"
          aria-autocomplete="list"
          aria-label={t('Look up a value or search')}
          placeholder={t('Paste values, or type a page, a member, an action')}
          value={text}
          maxLength={20_000}
          spellCheck={false}
          autoComplete="off"
          autoFocus
          onPaste={(event) => takeLines(event, setText)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className="palette-options" aria-label={t('Choices')}>
        {groups.map(({ title, items: own }) => (
          <Combobox.Group key={title} label={title}>
            {own.map((item) => (
              <Choice key={item.id} item={item} />
            ))}
          </Combobox.Group>
        ))}
      </Combobox.Options>
    </Combobox>
  );
}

function Choice({ item }: { item: PaletteItem }): ReactNode {
  return (
    <Combobox.Option value={item.id}>
      <span className="row spread">
        <span>{item.words}</span>
        {item.note !== undefined && <span className="small quiet">{item.note}</span>}
        {item.key !== undefined && <KeyHint name={item.key} />}
      </span>
    </Combobox.Option>
  );
}

/** A field of one line would run pasted lines into each other. */
function takeLines(event: ClipboardEvent<HTMLInputElement>, set: (text: string) => void): void {
  const pasted = event.clipboardData.getData('text');
  if (!/[\r\n]/.test(pasted)) return;
  event.preventDefault();
  set(pasted.replaceAll(/[\r\n]+/g, ' ').slice(0, 20_000));
}
