// The entry point: everything that a project imports from local Neon.
export { type Neon, type NeonEnvironment, type NeonOptions, startNeon } from './neon';
export { type Part, runNeon, runUntilEnd } from './run-neon';
export { StartError } from './start-error';
