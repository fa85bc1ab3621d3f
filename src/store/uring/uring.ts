export { inUring } from './field-in-uring.ts';
