import type { KeptEdits } from "../edits";
import type { Refusal } from "../types";

/** Edits of one session that the service did not acknowledge, on this device. */
export interface Kept {
  /** Of this record, and of the lock that its owner holds. */
  id: string;
  /** Service, key and user: who looks for what was left behind looks here. */
  place: string;
  session: string;
  number: number;
  title: string;
  kind: "word" | "cell";
  /** When it was written, milliseconds since 1970. */
  at: number;
  edits: KeptEdits;
  /** Why they cannot be brought in: they are only kept to be copied. */
  over?: Refusal;
}

const NAME = "spindle-edits";
const STORE = "kept";

/** The database of this origin; `null` where the browser has none to give. */
export async function openDatabase(): Promise<Database | null> {
  if (typeof indexedDB === "undefined") return null;
  try {
    const open = indexedDB.open(NAME, 1);
    open.onupgradeneeded = () => {
      open.result.createObjectStore(STORE, { keyPath: "id" }).createIndex("place", "place");
    };
    const database = await settled(open);
    // Another tab has a newer page.
    database.onversionchange = () => database.close();
    return new Database(database);
  } catch {
    return null;
  }
}

/** Records of edits. Every method rejects where the disk or the browser does not want to. */
export class Database {
  constructor(private readonly database: IDBDatabase) {}

  /** Writes a record, and in the same step takes others away. */
  put(kept: Kept, instead: readonly string[] = []): Promise<void> {
    return this.write((store) => {
      store.put(kept);
      for (const id of instead) store.delete(id);
    });
  }

  /** Writes a record only if it is still there; answers whether it was. */
  async replace(kept: Kept): Promise<boolean> {
    let found = false;
    await this.write((store) => {
      const key = store.getKey(kept.id);
      key.onsuccess = () => {
        found = key.result !== undefined;
        if (found) store.put(kept);
      };
    });
    return found;
  }

  delete(id: string): Promise<void> {
    return this.write((store) => store.delete(id));
  }

  get(id: string): Promise<Kept | undefined> {
    return settled(this.database.transaction(STORE).objectStore(STORE).get(id) as IDBRequest<Kept | undefined>);
  }

  /** The records of a place, the oldest first. */
  async of(place: string): Promise<Kept[]> {
    const index = this.database.transaction(STORE).objectStore(STORE).index("place");
    const found = await settled(index.getAll(place) as IDBRequest<Kept[]>);
    return found.sort((one, other) => one.at - other.at);
  }

  close(): void {
    this.database.close();
  }

  private write(run: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(STORE, "readwrite", { durability: "relaxed" });
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
      run(transaction.objectStore(STORE));
    });
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
