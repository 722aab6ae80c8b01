import { journeysOn } from './journeys.test-support.ts';

journeysOn('postgres');
