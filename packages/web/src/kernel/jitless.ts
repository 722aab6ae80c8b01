import { config } from 'zod';

// Zod otherwise tries to compile schemas with `new Function`, which the page's policy forbids and reports.
config({ jitless: true });
