// Package sync is the room that carries changes and files between two nodes of the tree: pure state machines inside,
// sockets at the rim. It knows nothing of pages.
//
// What is decided is decided in sync/core, inside one transaction of the store; what is said is in sync/wire. This package
// is the rim: keys, sessions, timers, sockets, and who owns each goroutine.
package sync
