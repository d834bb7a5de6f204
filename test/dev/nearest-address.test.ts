import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestAddress } from "../../src/dev/nearest-address.ts";

const addresses = ["/", "/posts/mesoscon-2014/", "/posts/docker-入门/", "/tags/集群/", "/tags/mesos/", "/archive/"];
const encoded = addresses.map((address) => encodeURI(address));

test.each([
  ["/posts/mesoscon/", "/posts/mesoscon-2014/"],
  ["/post/mesoscon-2014", "/posts/mesoscon-2014/"],
  ["/2014/08/24/mesoscon-2014.html", "/posts/mesoscon-2014/"],
  ["/MESOSCON-2014/", "/posts/mesoscon-2014/"],
  [encodeURI("/posts/docker入门/"), encodeURI("/posts/docker-入门/")],
  [encodeURI("/标签/集群/"), encodeURI("/tags/集群/")],
  ["/archives/", "/archive/"],
  ["/%zz/", null],
  ["/qwxz", null],
])("%s → %s", (wanted, nearest) => {
  expect(nearestAddress(wanted, encoded)).toBe(nearest);
});

test("an address is nearest to itself", () => {
  fc.assert(
    fc.property(fc.constantFrom(...encoded.slice(1)), (address) => nearestAddress(address, encoded) === address),
  );
});

test("whatever is asked for, the answer is an address or none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (wanted) => {
      const answer = nearestAddress(`/${wanted}`, encoded);
      return answer === null || encoded.includes(answer);
    }),
  );
});
