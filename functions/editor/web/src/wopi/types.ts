/** What a WOPI host says of its page, as the service writes it into the configuration (`wopiHost`). */
export interface WopiHost {
  /** Scheme, host and port of the page that frames this one; empty: nobody is spoken to. */
  origin: string;
  closeUrl: string;
  shareUrl: string;
  versionsUrl: string;
  editUrl: string;
  closeByMessage: boolean;
  shareByMessage: boolean;
  versionsByMessage: boolean;
  editByMessage: boolean;
}

/** A message of the protocol, both ways. */
export interface Message {
  MessageId: string;
  Values: Record<string, unknown>;
}
