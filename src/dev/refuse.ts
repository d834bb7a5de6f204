/**
 * What is refused before anything is looked up. A page of any site a person has open can make their browser ask this
 * server for something; what it must not get is an answer it can read or a socket it can listen to.
 */
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { socketPath } from "./frames.ts";

export type Refusal = { readonly status: number; readonly says: string };

export type Door = {
  /** Names by which the server may be called, beside localhost and plain IP addresses. */
  readonly names: readonly string[];
  /** Made anew at each start; only pages of this server know it. */
  readonly token: string;
};

/** What there is at the address of the socket for whoever asks as for a page, and could have opened it. */
export const upgradeRequired: Refusal = { status: 426, says: "Here a socket is opened, and nothing is read." };

const longestAddress = 8_192;

export function refuseRequest(request: IncomingMessage, door: Door): Refusal | null {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return { status: 405, says: `This server answers GET and HEAD, not ${request.method}.` };
  }
  const foreign = refuseHost(request, door);
  if (foreign !== null) return foreign;
  if (request.headers["sec-fetch-site"] === "cross-site" && request.headers["sec-fetch-mode"] !== "navigate") {
    return { status: 403, says: "A page of another site asked for this." };
  }
  return refuseAddress(request.url ?? "");
}

/** A browser always says from where it opens a socket; a program that knows the token need not. */
export function refuseSocket(request: IncomingMessage, door: Door): Refusal | null {
  const foreign = refuseHost(request, door) ?? refuseAddress(request.url ?? "");
  if (foreign !== null) return foreign;
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  if (pathname !== socketPath) return { status: 404, says: "There is no socket here." };
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, says: `${origin} is another site.` };
  }
  if (searchParams.get("token") !== door.token) return { status: 403, says: "The token is not the one of this run." };
  return refuseAddress(searchParams.get("page") ?? "/");
}

/** A name that somebody else made point here (DNS rebinding) is not ours; an IP address cannot be made to. */
function refuseHost(request: IncomingMessage, { names }: Door): Refusal | null {
  const given = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host").length;
  if (given !== 1) return { status: 400, says: "A request names one host." };
  const host = request.headers.host ?? "";
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([^\s:[\]/@]+))(?::\d{1,5})?$/i.exec(host) ?? [];
  const name = (bracketed ?? plain ?? "").toLowerCase();
  const known = name === "localhost" || name.endsWith(".localhost") || isIP(name) !== 0 || names.includes(name);
  return known
    ? null
    : {
        status: 403,
        says: `${host} is not a name of this server. Start it with --host ${name || "NAME"} if it should be.`,
      };
}

function refuseAddress(address: string): Refusal | null {
  if (address.length > longestAddress) return { status: 414, says: "The address is too long." };
  const [path = ""] = address.split("?", 1);
  if (!path.startsWith("/") || /[#\\]/.test(address)) return { status: 400, says: "This is not an address." };
  try {
    return /\p{Cc}/u.test(decodeURIComponent(path))
      ? { status: 400, says: "The address holds control characters." }
      : null;
  } catch {
    return { status: 400, says: "The address holds a percent-escape that is none." };
  }
}
