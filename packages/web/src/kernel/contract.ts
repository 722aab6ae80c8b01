/** The hub's contracts; the built app holds of them what a caller needs. Import them from here only. */
export * from '@tocsin/hub/contract';
