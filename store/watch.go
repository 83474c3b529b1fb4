package store

import "lianzhan/station"

// Watch calls fn after every commit, in the order of the commits. fn must return at once and must not call the store:
// it notes what it heard and reads later. The returned function ends the watch.
func (db *DB) Watch(fn func(station.Announcement)) (stop func()) {
	db.watchLock.Lock()
	defer db.watchLock.Unlock()
	id := db.nextWatch
	db.nextWatch++
	db.watchers[id] = fn
	return func() {
		db.watchLock.Lock()
		defer db.watchLock.Unlock()
		delete(db.watchers, id)
	}
}

// announce runs once the commit is on disk and before its writers hear of it.
func (db *DB) announce(p position, refs []station.Ref) {
	db.follow(p)
	if len(refs) == 0 {
		return
	}
	db.tell(station.Announcement{Seq: p.Seq, Refs: refs})
}

func (db *DB) tell(a station.Announcement) {
	db.watchLock.RLock()
	defer db.watchLock.RUnlock()
	for _, fn := range db.watchers {
		fn(a)
	}
}
