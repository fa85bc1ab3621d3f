/** wake_up_poll on the wait queue of a file: AIO polls, epolls that watch it, and tasks in poll(2). */
import { Inode, InodeType } from '../uapi/kernel-state';
import { newestPoll, olderPoll, pollOrder, wakePoll } from './poll-requests';
import { newestWatcher, olderWatcher, wakeWatcher, watcherOrder } from './epoll';
import { wakePollers } from './poll';

/**
 * Something happened to a file. Who began to wait last is woken first.
 * @param queue READ_QUEUE or WRITE_QUEUE; files other than pipes only have the first
 * @param key what happened, as poll bits; 0: whoever waits must look for himself
 */
export function wakeQueue(inode: usize, queue: u32, key: u32): void {
  const inEventfd = load<u8>(inode, Inode.type) == InodeType.Eventfd;
  let request = newestPoll(inode, queue);
  let item = newestWatcher(inode);
  while (request != 0 || item != 0) {
    if (item == 0 || (request != 0 && pollOrder(request) > watcherOrder(item))) {
      const older = olderPoll(request);
      wakePoll(request, key, inEventfd);
      request = older;
    } else {
      const older = olderWatcher(item);
      wakeWatcher(item, queue, key);
      item = older;
    }
  }
  wakePollers();
}
