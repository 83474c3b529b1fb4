package postgres

import (
	"context"
	_ "embed"
	"time"

	"lianzhan/station"
)

// layout is the version of the tables; a program finds a later one than its own only after a step back.
const layout = 1

//go:embed schema.sql
var schemaSQL string

// install makes the tables if they are not there. Several processes may start at once: one makes them, the rest see it.
func (e *Engine) install() error {
	end := time.Now().Add(maxReach)
	for {
		made, err := e.installed()
		if err == nil && !made {
			err = e.make()
		}
		if err == nil || time.Now().After(end) || !again(err) {
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

func (e *Engine) installed() (bool, error) {
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	found := 0
	err := e.db.QueryRowContext(ctx, "SELECT layout FROM lz_turn WHERE one = 1").Scan(&found)
	switch {
	case sqlState(err) == undefinedTable:
		return false, nil
	case err == nil && found > layout:
		return true, station.Conflict("database_newer", "数据库是更新版本的程序建的（第 %d 版），本程序只认到第 %d 版，请先升级程序。",
			found, layout)
	}
	return true, err
}

func (e *Engine) make() error {
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return err
	}
	t := newTx(ctx, conn)
	defer t.discard() // half a transaction with it
	_, err = conn.ExecContext(ctx, "BEGIN; "+schemaSQL+" COMMIT")
	return err
}
