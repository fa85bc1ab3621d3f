import { type RuleProgram, rulePrograms } from './programs.ts';
import { notThroughHost } from './trials.ts';

/** Programs whose memory cannot be the same on a host and on the model, each with the reason. */
export const NOT_COMPARED: Readonly<Record<string, string>> = {
  'FDK-09.c': 'it reads /dev/urandom',
  'FDK-12.c': 'it reads /proc/uptime',
  'FSY-03.c': 'which of several fsyncs of one batch is done first is not told to the model',
  'RES-02.c': 'a direct read that fails with EFAULT has filled what it could; on the model it fills nothing',
};

/** The rules' programs that a host and the model can be compared by. */
export function comparableRules(): readonly RuleProgram[] {
  return rulePrograms.filter(({ trial, name }) => {
    const usual = trial.try === 'any' && trial.disk === undefined && notThroughHost(trial) === undefined;
    return usual && !Object.hasOwn(NOT_COMPARED, name);
  });
}
