import { Backoff, Sleep } from "./backoff";
import type { Core } from "./core";
import { enter } from "./enter";
import { endEarlier, history } from "./keep/recover";
import { asRefused, type Refused } from "./refused";

/** Comes in again after the service has let the session go; answers whether it goes on. */
export async function comeBack(core: Core, reason: Refused): Promise<boolean> {
  const backoff = new Backoff();
  let asked = core.asked;
  for (;;) {
    let entered = "";
    try {
      const fresh = await core.options.refresh?.(reason.plain());
      if (fresh) asked = fresh;
      const snapshot = await enter(core.wire, asked);
      if (snapshot.state === "outdated") {
        return await core.lose({ status: 409, error: "outdated", message: "the document was saved and closed meanwhile" });
      }
      entered = snapshot.session;
      const earlier = core.joined.session;
      const goesOn = (await endEarlier(core.wire, earlier)) && (await core.isMine());
      const from = core.knownVersion;
      const changes = goesOn && from <= snapshot.version ? await history(core.wire, snapshot.session, from, snapshot.version) : null;
      await core.returned(snapshot, changes);
      return true;
    } catch (error) {
      const refused = asRefused(error);
      // Nobody is to be seen who is not there.
      if (entered) void endEarlier(core.wire, entered).catch(() => {});
      if (!refused.isTemporary) return core.lose(refused.plain());
      await new Sleep().for(backoff.next((refused.retryAfter ?? 0) * 1000));
    }
  }
}
