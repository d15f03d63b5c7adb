import { ServiceError, type Service } from "../service";

/** Where and why a script failed. */
export interface Failure {
  message: string;
  /** Counted from 1; where the failure is not at a line, nothing. */
  line?: number;
  column?: number;
}

/** A file that a script saved; `url` is on the way that this page came. */
export interface Output {
  name: string;
  url: URL;
}

interface Answer {
  key?: string;
  urls?: Record<string, string>;
  error?: number;
  message?: string;
  detail?: { line?: number; column?: number; member?: { nearest?: string } };
}

/** Runs a script; answers its files, in the order in which it saved them, or why there are none. */
export async function build(service: Service, script: string, signal: AbortSignal): Promise<Output[] | Failure> {
  const answer = await service.build<Answer>(script, signal);
  if (answer.error) {
    const { line, column } = answer.detail ?? {};
    return { message: answer.message ?? `${answer.error}`, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  }
  if (!answer.urls) throw new ServiceError(200, answer.message ?? "the service answered neither files nor an error");
  return Object.entries(answer.urls).map(([name, url]) => ({ name, url: service.here(url) }));
}
