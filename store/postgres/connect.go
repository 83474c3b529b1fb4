package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"lianzhan/station"
)

// How long anything may take. Whoever waits gets a sentence, never silence.
const (
	maxDial    = 3 * time.Second  // for one host
	maxReach   = 12 * time.Second // for a connection, and the lock that orders the commits
	maxAsk     = 10 * time.Second // for one statement
	maxView    = 60 * time.Second // for a whole view
	maxCommit  = 15 * time.Second // for the word that it is on disk, on the standby's too
	maxResolve = 30 * time.Second // to learn what became of a commit whose word was lost
	maxIdle    = 5 * time.Minute
	betweenTry = 100 * time.Millisecond
)

// sessionSettings hold for every connection. Each is refused by some database of the family, and can be done without there.
var sessionSettings = []string{
	"SET statement_timeout = '120s'",
	"SET idle_in_transaction_session_timeout = '20s'", // the lock of a process whose power went
	// Every statement finds its rows by the primary key; a table that grew since it was last counted must not be read through.
	"SET enable_seqscan = off", "SET enable_hashjoin = off", "SET enable_mergejoin = off",
}

// dialled marks the context of a connection being made.
type dialled struct{}

// connector opens connections that never send a cancel request: cancelled while it waits for the standby, a commit is
// visible and yet not safe (PostgreSQL, "Synchronous Replication").
type connector struct{ driver.Connector }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	return c.Connector.Connect(context.WithValue(ctx, dialled{}, true))
}

func connectorTo(url string) (driver.Connector, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, station.Invalid("database_url_invalid", "数据库地址写得不对，应是 postgres://用户@主机/库名。").Because(err)
	}
	config.ConnectTimeout = maxDial
	// The log is read from where it is written: a standby may show commits in another order.
	config.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	dialer := net.Dialer{Timeout: maxDial, KeepAliveConfig: net.KeepAliveConfig{Enable: true,
		Idle: 5 * time.Second, Interval: 2 * time.Second, Count: 3}}
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		if ctx.Value(dialled{}) == nil {
			return nil, errors.New("no cancel requests")
		}
		return dialer.DialContext(ctx, network, address)
	}
	return connector{stdlib.GetConnector(*config, stdlib.OptionAfterConnect(prepareSession))}, nil
}

func prepareSession(ctx context.Context, conn *pgx.Conn) error {
	for _, setting := range sessionSettings {
		if _, err := conn.Exec(ctx, setting); err != nil && sqlState(err) == "" {
			return err
		}
	}
	var flush string
	if err := conn.QueryRow(ctx, "SHOW synchronous_commit").Scan(&flush); err != nil {
		return err
	}
	if flush == "off" || flush == "local" { // what is acknowledged is on disk, the standby's too, whatever the server's default
		_, err := conn.Exec(ctx, "SET synchronous_commit = on")
		return err
	}
	return nil
}
