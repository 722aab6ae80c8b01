import { Command } from 'commander';
import { addCheck } from './check.ts';
import { addCopy } from './copy.ts';
import { addDemo } from './demo/add-demo.ts';
import { addExchange } from './exchange.ts';
import { addHub } from './hub.ts';
import { addOperator } from './operator.ts';
import { addRecord } from './record.ts';
import { addTokens } from './tokens.ts';
import { addValidate } from './validate.ts';

/** The `tocsin` command with all its verbs. */
export function createProgram(): Command {
  const program = new Command('tocsin')
    .description('Exchange cyber threat information with the communities you trust')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError()
    .configureHelp({ sortSubcommands: true });
  addHub(program);
  addDemo(program);
  addExchange(program);
  addCopy(program);
  addValidate(program);
  addCheck(program);
  addTokens(program);
  addOperator(program);
  addRecord(program);
  return program;
}
