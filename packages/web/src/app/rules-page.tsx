import type { ReactNode } from 'react';
import { RegimesSection } from '../arrangement/regimes-section.tsx';
import { RulesScreen } from '../arrangement/rules-screen.tsx';
import { Simulator } from '../protection/simulator.tsx';

/** What is agreed, and trying what it comes to. */
export function RulesPage(): ReactNode {
  return (
    <RulesScreen
      below={(community) => (
        <>
          <Simulator community={community} />
          <RegimesSection community={community} />
        </>
      )}
    />
  );
}
