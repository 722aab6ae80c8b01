import { journeysOn } from './journeys.test-support.ts';

journeysOn('embedded');
