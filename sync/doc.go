// Package sync is the room that carries changes and files between two nodes of the tree. It knows nothing of pages.
//
// What is decided is decided in core, by pure functions inside one transaction of the store; what is said stands in wire. The
// rest is the rim, where keys, sessions, timers, sockets and goroutines live: box is what this box is to its neighbours, and on it
// stand above (towards the parent), below (towards the children), stick (two boxes without a line) and teller (whoever has to know
// what a voter said). This package opens them together.
package sync
