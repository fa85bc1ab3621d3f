/** What a comparison of model and kernel says; on the page a chunk of its own. */
export const compareText = {
  compare: 'Compare with the model',
  comparing: 'Running on the host, then on the model …',
  name: 'Comparison',
  same: (calls: number, bytes: number) =>
    `Model and kernel are the same: ${calls} system calls, ${bytes.toLocaleString('en')} bytes of memory compared.`,
  different: (differences: number, calls: number) =>
    `Model and kernel differ ${differences === 1 ? 'once' : `${differences} times`} in ${calls} system calls.`,
  noUring: 'not compared: this machine gives a program no io_uring.',
  waits: (call: string) => `Neither ends: both wait in ${call}.`,
  round: 'Neither ends: both go round and round.',
  unmodelled: (detail: string) => `a host does not make this call as the program asks for it (${detail})`,
  comesBack: 'the kernel stays in this call, the model comes back from it',
  notCompared: (what: string) => `Not compared: ${what}.`,
  excepted: (what: string, times: number) => `${what} (${times})`,
  exceptions: {
    clock: 'what a clock says',
    file: 'numbers and times of a file',
    'time left': 'how much time is left',
    early: 'memory while the model has an event that the host shows a little later',
  },
  result: (host: string, model: string) => `the kernel answers ${host}, the model ${model}`,
  argument: (number: number, host: string, model: string) =>
    `argument ${number} is ${host} on the host, ${model} on the model`,
  memory: (address: string, host: string, model: string) =>
    `memory at ${address} is ${host} on the host, ${model} on the model`,
  noCall: 'the model does not come to this call, or not out of it',
  otherCall: (name: string) => `the model makes another call here: ${name}`,
  rules: (ids: readonly string[]) => (ids.length === 0 ? 'no rule speaks of this call' : `rules: ${ids.join(' ')}`),
  goTo: (call: string) => `Go to ${call}`,
  save: 'Save as C with the report',
  reportTitle: (name: string) => `${name}: a Linux kernel beside kring's model of it`,
  reportHost: (release: string, cpus: number) => `Linux ${release}, ${cpus} possible CPUs`,
  reproduce: 'To reproduce on Linux: gcc -pthread THIS.c -laio, in a directory with the program’s input files.',
  fileName: (name: string) => `${name}-compared.c`,
};
