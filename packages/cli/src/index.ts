/** The `tocsin` command, for embedding and tests. */
export { createProgram } from './program.ts';
export { CommandFault, EXIT, exitCodeOf } from './faults.ts';
export { PERSONAS } from './demo/cast.ts';
export { makeDemo } from './demo/demo.ts';
export { provisionWorld } from './operator.ts';
