// Gossip.Read, which clients of a cluster ask where its leader is: a single node names itself.
import { randomUUID } from 'node:crypto';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { sendUnaryData } from '@grpc/grpc-js';

const instanceId = randomUUID();
const ticksPerMillisecond = 10_000n;
const defaultPort = 2113;

type ClusterInfo = InstanceType<typeof gossipPb.ClusterInfo>;

/** The address is the one the client has asked at, since that is one it can reach. */
export function readGossip(call: { getHost(): string }, callback: sendUnaryData<ClusterInfo>): void {
  const { hostname, port } = new URL(`http://${call.getHost()}`);
  const member = new gossipPb.MemberInfo()
    .setInstanceId(new sharedPb.UUID().setString(instanceId))
    .setTimeStamp(String(BigInt(Date.now()) * ticksPerMillisecond))
    .setState(gossipPb.MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(new gossipPb.EndPoint().setAddress(hostname).setPort(Number(port) || defaultPort));
  callback(null, new gossipPb.ClusterInfo().setMembersList([member]));
}
