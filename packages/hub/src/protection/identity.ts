export { identityId } from '@tocsin/store';
