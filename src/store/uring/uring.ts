export { type CqeList, type CqeRow, cqeList } from './cqe-list.ts';
export { inUring } from './field-in-uring.ts';
export { type CqCounts, type UringFact, type UringKernel, uringFactValue, uringKernel } from './kernel-in-uring.ts';
export { uringFactOrigin } from './origins.ts';
