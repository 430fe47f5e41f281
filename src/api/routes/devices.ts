import * as contract from "../../contract/api/devices.ts";
import { idParams } from "../../contract/api/fields.ts";
import { listDevices, registerDevice, removeDevice } from "../../services/devices/devices.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Devices";

export const devicesRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/devices",
    scope: "send",
    tag,
    summary: "Register a device",
    description:
      "The phone or browser takes the contact's notifications from now on; one that was another " +
      "contact's is so no longer. To be called whenever an app starts: the same token is the same " +
      "device. A phone's token also becomes an identity (pushToken) of the contact.",
    body: contract.deviceRegistration,
    answer: contract.device,
    handle: ({ context }, { body }) => registerDevice(context, body),
  }),
  defineRoute({
    method: "get",
    path: "/contacts/:id/devices",
    scope: "read",
    tag,
    summary: "List a contact's devices",
    description: "The one that was seen last comes first.",
    params: idParams,
    answer: contract.deviceList,
    handle: ({ context }, { params }) => listDevices(context, params.id),
  }),
  defineRoute({
    method: "delete",
    path: "/contacts/:id/devices/:deviceId",
    scope: "send",
    tag,
    summary: "Remove a device",
    params: contract.deviceParams,
    status: 204,
    handle: ({ context }, { params }) => removeDevice(context, params.id, params.deviceId),
  }),
];
