// Package sync is the room that carries changes and files between two nodes of the tree: pure state machines inside,
// sockets at the rim. It knows nothing of pages.
//
// What it will carry is already written: every commit of the store is a station.Change.
package sync
