import { ServiceError, type Service } from "./service";

/** What a conversion answers while it goes on and when it has ended. */
export interface Conversion {
  id?: string;
  percent?: number;
  endConvert?: boolean;
  fileUrl?: string;
  fileType?: string;
  warnings?: { code: string; message: string }[];
  error?: number;
  message?: string;
}

/** A conversion that did not work; `code` is that of `/converter` (-5: a password is wanted). */
export class ConversionError extends ServiceError {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(200, message);
  }
}

/** How far it is: `sent` of the upload (0 to 1), then the job's percent. */
export type Progress = { sent: number } | { percent: number };

/** What {@link convertFile} takes. */
export interface Wanted {
  file: Blob;
  name: string;
  output: string;
  password?: string;
}

const PAUSE_MS = 300;

/** Sends a file, follows its conversion, and answers its end. */
export async function convertFile(service: Service, wanted: Wanted, told: (progress: Progress) => void, signal?: AbortSignal): Promise<Conversion> {
  const form = new FormData();
  form.append("outputtype", wanted.output);
  if (wanted.password) form.append("password", wanted.password);
  form.append("file", wanted.file, wanted.name);
  let now = refuse(await service.upload<Conversion>("POST", "v1/conversions", form, (sent) => told({ sent })));
  const id = now.id ?? "";
  while (!now.endConvert) {
    signal?.throwIfAborted();
    told({ percent: now.percent ?? 0 });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    now = refuse(await service.json<Conversion>(`v1/conversions/${encodeURIComponent(id)}`, signal ? { signal } : {}));
  }
  told({ percent: 100 });
  return now;
}

function refuse(answer: Conversion): Conversion {
  if (answer.error !== undefined && answer.error !== 0) throw new ConversionError(answer.error, answer.message ?? `${answer.error}`);
  return answer;
}
