import { expect, type Page } from "@playwright/test";

import { service } from "./storage";
import { sign } from "./token";

/** `jwt_secret` of the service, where it asks for tokens. */
export const secret = process.env.SPINDLE_SECRET;

/** A token of the operator, good for an hour. */
export function operator(): string {
  return secret ? sign({ operator: true, exp: Math.floor(Date.now() / 1000) + 3600 }, secret) : "";
}

/** A call of the operator's. */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const token = operator();
  return fetch(`${service}${path}`, { ...init, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...init.headers } });
}

/** Keeps a file among the operator's, answers its id. */
export async function keepFile(name: string, bytes: Uint8Array | string): Promise<string> {
  const answer = await call(`/v1/files?name=${encodeURIComponent(name)}`, { method: "PUT", body: bytes as BodyInit });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** Opens the console at a route, signed in where the service wants that. */
export async function enter(page: Page, route = "overview"): Promise<void> {
  await page.goto(`${service}/web-apps/apps/console/index.html#/${route}`);
  if (!secret) return;
  await page.getByLabel(/token|令牌/).fill(operator());
  await page.getByRole("button", { name: /^(Sign in|登录)$/ }).click();
}
