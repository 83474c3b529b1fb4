package postgres

import (
	"context"
	_ "embed"
	"time"

	"lianzhan/station"
)

//go:embed schema.sql
var schemaSQL string

//go:embed common.sql
var commonSQL string

// steps make the tables, one version after the other; a program finds a later version than its own only after a step back.
var steps = []string{schemaSQL, commonSQL}

// install makes the tables that are not there. Several processes may start at once: one makes them, the rest see it.
func (e *Engine) install() error {
	end := time.Now().Add(maxReach)
	for {
		layout, err := e.layout()
		if err == nil && layout == len(steps) {
			return nil
		}
		if err == nil {
			err = e.make(layout)
		}
		if err == nil {
			continue // the next step
		}
		if time.Now().After(end) || !again(err) {
			return worded(err, station.Busy("database_unreachable", "连不上数据库，或者没有建表的权限，请检查数据库地址。"))
		}
		time.Sleep(betweenTry)
	}
}

// again reports whether trying again may help: the connection failed, or another process made the tables meanwhile.
func again(err error) bool {
	state := sqlState(err)
	return severed(err) || state == duplicateTable || state == uniqueViolation || state == readOnly
}

// layout is the version of the tables, 0 when there are none.
func (e *Engine) layout() (found int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	err = e.db.QueryRowContext(ctx, "SELECT layout FROM lz_turn WHERE one = 1").Scan(&found)
	switch {
	case sqlState(err) == undefinedTable:
		return 0, nil
	case err == nil && found > len(steps):
		return found, station.Conflict("database_newer", "数据库是更新版本的程序建的（第 %d 版），本程序只认到第 %d 版，请先升级程序。",
			found, len(steps))
	}
	return found, err
}

func (e *Engine) make(step int) error {
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return err
	}
	t := newTx(ctx, conn)
	defer t.discard() // half a transaction with it
	_, err = conn.ExecContext(ctx, "BEGIN; "+steps[step]+" COMMIT")
	return err
}
