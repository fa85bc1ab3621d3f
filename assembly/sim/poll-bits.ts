/** What a file is ready for, and by which of its wait queues one learns that. */

export const EPOLLIN: u32 = 0x001;
export const EPOLLPRI: u32 = 0x002;
export const EPOLLOUT: u32 = 0x004;
export const EPOLLERR: u32 = 0x008;
export const EPOLLHUP: u32 = 0x010;
export const POLLNVAL: u32 = 0x020;
export const EPOLLRDNORM: u32 = 0x040;
export const EPOLLRDBAND: u32 = 0x080;
export const EPOLLWRNORM: u32 = 0x100;
export const EPOLLWRBAND: u32 = 0x200;
export const EPOLLRDHUP: u32 = 0x2000;

/** What pipes say when there is something to read, or room to write. */
export const READABLE: u32 = EPOLLIN | EPOLLRDNORM;
export const WRITABLE: u32 = EPOLLOUT | EPOLLWRNORM;

/** Wait queues of an inode. */
export const READ_QUEUE: u32 = 0;
export const WRITE_QUEUE: u32 = 1;
export const NO_QUEUE: u32 = 2;
/** Of terminals: whoever waits has to wait on both. */
export const TWO_QUEUES: u32 = 3;
