// Package postgres is a store's engine over PostgreSQL, for a county whose server is kept by the county's own people.
//
// It asks for little, so that KingbaseES and openGauss can answer too: a few tables, plain inserts and updates, one row
// lock. Every commit first takes the lock on one row, so the order of the commits is the order of their numbers, whatever
// process they come from. docs/database.md tells how to run it.
package postgres

import (
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"sync"
	"time"

	"lianzhan/store/engine"
)

// Engine is a pool of connections to one database.
type Engine struct {
	db     *sql.DB
	name   string     // of this process among those at the database
	commit sync.Mutex // one commit of this process at a time
	memory memory
	news   news

	resolving time.Duration // how long to ask what became of a commit
}

var (
	_ engine.Common    = (*Engine)(nil)
	_ engine.Compacter = (*Engine)(nil)
)

// maxConns bounds the connections of one process; the database has a hundred for everybody.
const maxConns = 16

// Open connects to a database by its URL (postgres://user@host1,host2/name). Of several hosts it takes the one that can be
// written to. The password comes from the URL, PGPASSWORD or ~/.pgpass. Errors: database_url_invalid,
// database_unreachable, database_newer.
func Open(url string) (*Engine, error) {
	connector, err := connectorTo(url)
	if err != nil {
		return nil, err
	}
	return Over(sql.OpenDB(connector))
}

// Over uses a pool that another driver opened - a database of the family that does not speak PostgreSQL's own protocol to the
// letter. It closes the pool with the engine, and when it fails.
func Over(db *sql.DB) (*Engine, error) {
	db.SetMaxOpenConns(maxConns)
	db.SetMaxIdleConns(maxConns)
	db.SetConnMaxIdleTime(maxIdle)
	e := &Engine{db: db, name: randomName(), resolving: maxResolve}
	if err := e.install(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return e, nil
}

// Close waits for the commit under way and leaves the database.
func (e *Engine) Close() error {
	e.news.end()
	e.commit.Lock()
	defer e.commit.Unlock()
	return e.db.Close()
}

func randomName() string {
	b := make([]byte, 16)
	rand.Read(b) // never fails
	return hex.EncodeToString(b)
}
