/** The hub's contracts, made after Zod was told not to compile. Import them from here only. */
import './jitless.ts';

export * from '@tocsin/hub/contract';
