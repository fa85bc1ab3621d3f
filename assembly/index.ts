/**
 * A machine with a bytecode VM and a model of Linux AIO: everything JavaScript may call. The kernel modelled is
 * Linux 6.18 (fs/aio.c) unless boot() says another of 6.1, 6.12, 7.2; file names in comments are those of its source.
 * All state is in the memory, at the places of uapi/memory-map.ts.
 */
export {
  boot,
  createFile as create_file,
  exec,
  mapSegment as map_segment,
  readStaged as read_file,
  writeStaged as write_file,
} from './sim/boot';
export { holdDisk as hold_disk, releaseFromDisk as release_from_disk, setDisk as set_disk } from './sim/device';
export { setFeature as set_feature } from './sim/features';
export {
  beginReturn as begin_return,
  resumeSyscall as resume_syscall,
  returnFromHost as return_from_host,
  run,
  syscall,
} from './run';
export {
  findRoom as find_room,
  mapPages as map_pages,
  outputFromHost as output_from_host,
  pageIsMissing as page_is_missing,
  patchPage as patch_page,
  showHostPage as show_page,
  reapFromHost as reap_from_host,
  stepFromHost as step_from_host,
  hideHostPage as hide_page,
  unmapPages as unmap_pages,
  unmodelledByHost as unmodelled_by_host,
} from './host';
