export { runUser } from './run-user';
