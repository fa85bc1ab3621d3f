/** wake_up_poll on the wait queue of a file: AIO polls, epolls that watch it, and tasks in poll(2). */
import { wakePolls } from './poll-requests';
import { wakeWatchers } from './epoll';
import { wakePollers } from './poll';

/**
 * Something happened to a file.
 * @param queue READ_QUEUE or WRITE_QUEUE; files other than pipes only have the first
 * @param key what happened, as poll bits; 0: whoever waits must look for himself
 */
export function wakeQueue(inode: usize, queue: u32, key: u32): void {
  wakePolls(inode, queue, key);
  wakeWatchers(inode, queue, key);
  wakePollers();
}
