/** Why a link to a Linux host ended, or never began, by the code of its error. */
export const linkErrors = {
  errors: {
    LINK_CLOSED: 'the link to the host is closed',
    HOST_DIED: 'the process that makes the system calls has died',
    STOPPED: 'the run was stopped',
    WIRE_VERSION: 'this kring and the host are of different versions',
    BAD_MESSAGE: 'the other side said something that makes no sense',
    NO_LINUX: 'only Linux on x86-64 can be a host',
    NO_KOFFI: 'the package koffi is not installed: npm install',
    NO_AIO: "the host's kernel has no AIO",
    NO_SESSION: 'the host cannot begin a session',
    NO_HOST: 'no host answers at this address',
    BAD_TOKEN: 'the host does not know this page: open the address that it printed, all of it',
    TOO_MANY: 'the host already runs as many programs as it may: end one, or start it with --sessions',
    TOO_MUCH: 'the host ended the run: this page sent more messages than a program makes',
  },
  because: (sentence: string, detail: string) => `${sentence} (${detail})`,
  noRoom: (errno: string) => `The program does not fit into the machine (${errno}).`,
  /** @param call the system call that the program was in */
  wasIn: (call: string) => `The program was in ${call}.`,
};
