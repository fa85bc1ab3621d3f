import { count } from './steps.ts';

export const tray = {
  name: 'Console and memory',
};

export const memory = {
  name: 'Memory',
  bytes: 'Bytes of memory',
  kinds: {
    rodata: 'Read-only data',
    data: 'Data',
    heap: 'Heap',
    stack: 'Stack',
    ring: 'Ring',
    mapping: 'Mapping',
    file: 'File',
  },
  file: (fd: number) => `File of fd ${fd}`,
  uring: {
    sq: (fd: number) => `SQ ring of fd ${fd}`,
    cq: (fd: number) => `CQ ring of fd ${fd}`,
    rings: (fd: number) => `SQ and CQ rings of fd ${fd}`,
    sqes: (fd: number) => `SQEs of fd ${fd}`,
  },
  ring: (context: string) => `Ring of the context ${context}`,
  part: (name: string, part: number, parts: number) => `${name}, part ${part} of ${parts}`,
  choose: 'Region',
  noRegion: 'not mapped',
  /** Of the list: what a region is, where, how large, what may be done with it. */
  region: (facts: readonly string[]) => facts.join(' · '),
  readOnly: 'read-only',
  noAccess: 'not readable',
  find: 'Address or name',
  findHint:
    '0x100f000088, a variable, io[2], p->next, a region by its name. A pointer leads to what it points to; &p is the pointer itself.',
  changed: (bytes: number) =>
    bytes === 0 ? 'nothing changed here by this moment' : `${count(bytes, 'byte')} changed here by this moment`,
  gone: (address: string) =>
    `Nothing is mapped at ${address} at this moment. Choose a region, or go to another moment.`,
  unreadable: 'This mapping may not be read: its bytes are not shown.',
  notMapped: (address: string) => `Nothing is mapped at ${address}.`,
  leadsNowhere: (path: string, address: string) => `“${path}” leads to ${address}, and nothing is mapped there.`,
  noName: (wanted: string) => `Nothing in scope is called “${wanted}”, and it is no address such as 0x100f000088.`,
  show: 'Show in Memory',
  showNamed: (name: string) => `Show ${name} in Memory`,
  shown: (bytes: number, address: string) => `Memory shows ${count(bytes, 'byte')} at ${address}.`,
};
