import { Stop } from '../../assembly/uapi/machine-state.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { compile } from '../c/index.ts';
import type { Program } from '../c/program.ts';
import { assertExists, assertTrue } from '../lib/assert.ts';
import { DISKS, FILE_SYSTEMS, type FileSystemName } from '../machine/disks.ts';
import { ModelMachine } from '../machine/model-machine.ts';
import { decodeRecords } from '../recording/record.ts';
import { RULES, type RuleId } from '../rules/ids.ts';
import { RULE_FILES, rulePrograms } from '../rules/programs.ts';
import { cli } from '../text/en/cli.ts';

/** The rules about single requests, and which io_submit of the rule's program is the one it speaks of. */
const ROWS: readonly (readonly [id: RuleId, batch: number])[] = [
  ['BLK-01', 0],
  ['BLK-02', 0],
  ['BLK-03', 0],
  ['BLK-04', 0],
  ['BLK-05', 0],
  ['BLK-06', 0],
  ['BLK-07', 0],
  ['BLK-08', 0],
  ['BLK-09', 0],
  ['BLK-10', 0],
  ['BLK-11', 0],
  ['BLK-12', 1],
];

/** What io_submit did with a batch of requests. */
export interface Batch {
  /** Virtual ms inside io_submit, and until the last event was reaped. */
  readonly submit: number;
  readonly all: number;
  readonly waits: boolean;
}

export interface BlockingRow {
  readonly id: RuleId;
  readonly batches: Readonly<Record<FileSystemName, Batch>>;
}

/** The table of what io_submit waits for, run on the model with its slow disk. */
export function blockingTable(module: WebAssembly.Module): BlockingRow[] {
  const names = Object.keys(FILE_SYSTEMS) as FileSystemName[];
  return ROWS.map(([id, batch]) => {
    const program = programOf(id);
    const batches = names.map((name) => [name, measure(module, program, batch, name)] as const);
    return { id, batches: Object.fromEntries(batches) as BlockingRow['batches'] };
  });
}

/** @param print a line */
export function blocking(module: WebAssembly.Module, print: (line: string) => void): void {
  const names = Object.keys(FILE_SYSTEMS) as FileSystemName[];
  print(cli.blocking.title);
  print(row('', names));
  for (const { id, batches } of blockingTable(module)) {
    print(
      row(
        `${id}  ${RULES[id].replace(/[:.].*$/, '')}`,
        names.map((name) => cell(batches[name])),
      ),
    );
  }
}

function cell({ submit, all, waits }: Batch): string {
  return `${waits ? cli.blocking.waits : cli.blocking.returns} ${submit.toFixed(0)} / ${all.toFixed(0)}`;
}

function row(name: string, cells: readonly string[]): string {
  return `${name.padEnd(40)}${cells.map((text) => text.padEnd(21)).join('')}`.trimEnd();
}

function programOf(id: RuleId): Program {
  const program = assertExists(
    rulePrograms.find(({ name }) => name === `${id}.c`),
    `no program for ${id}`,
  );
  const result = compile(program);
  assertTrue(result.ok, `${program.name} does not compile`);
  return result.program;
}

function measure(module: WebAssembly.Module, program: Program, batch: number, fileSystem: FileSystemName): Batch {
  const disk = { ...DISKS.slow, fileSystem: FILE_SYSTEMS[fileSystem] };
  const machine = ModelMachine.create(module, { cpus: 2, version: 618, seed: 1, disk });
  machine.load(program, RULE_FILES);
  const submits: { begin: number; end: number; all: number }[] = [];
  let stop: Stop;
  do {
    stop = machine.run(1_000_000, 4_000_000);
    for (const record of decodeRecords(machine.drain())) {
      const last = submits.at(-1);
      if (record.kind === 'enter' && record.activity === Sys.io_submit) {
        submits.push({ begin: record.time, end: record.time, all: record.time });
      } else if (record.kind === 'return' && last) {
        if (record.activity === Sys.io_submit) last.end = record.time;
        if (record.activity === Sys.io_getevents && last.all === last.begin) last.all = record.time;
      }
    }
  } while (stop === Stop.Budget || stop === Stop.Work || stop === Stop.TraceFull);
  assertTrue(stop === Stop.Exited, `a rule's program ends with ${Stop[stop]}`);
  const { begin, end, all } = submits[batch] as (typeof submits)[number];
  const submit = (end - begin) / 1e6;
  return { submit, all: (all - begin) / 1e6, waits: submit >= DISKS.slow.throttle / 1e6 };
}
