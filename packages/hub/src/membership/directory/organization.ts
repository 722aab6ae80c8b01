import type { NewOrganization } from '@tocsin/store';
import type { z } from 'zod';
import type { organizationIn } from './directory.contract.ts';

/** An organization as somebody brings it, in the store's words. */
export function organizationOf(brought: z.output<typeof organizationIn>): NewOrganization {
  return {
    name: brought.name,
    ...(brought.slug === undefined ? {} : { slug: brought.slug }),
    ...(brought.sectors === undefined ? {} : { sectors: brought.sectors }),
    ...(brought.countries === undefined ? {} : { countries: brought.countries }),
  };
}
