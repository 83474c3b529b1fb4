package postgres

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"
)

// A standby may show commits in another order than the primary wrote them (Jepsen, "Amazon RDS for PostgreSQL 17.4"): to a server
// that only reads no connection is made, whatever the URL forgets to say.
func TestAServerThatOnlyReadsIsNotTaken(t *testing.T) {
	forgets := strings.Replace(newDatabase(t), "&target_session_attrs=read-write", "", 1)
	for url, reads := range map[string]bool{forgets: false, forgets + "&default_transaction_read_only=on": true} {
		connector, err := connectorTo(url)
		if err != nil {
			t.Fatal(err)
		}
		db := sql.OpenDB(connector)
		err = db.PingContext(t.Context())
		if (err != nil) != reads || reads && !strings.Contains(err.Error(), "read only") {
			t.Errorf("only reads: %v, and connecting to it: %v", reads, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Whoever gives up waiting leaves the database alone: a commit that was cancelled while it waited for the standby would be seen
// and yet be safe nowhere else (PostgreSQL, "Synchronous Replication").
func TestWhoGivesUpCancelsNothing(t *testing.T) {
	url := newDatabase(t)
	connector, err := connectorTo(url)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE late (n int)"); err != nil {
		t.Fatal(err)
	}
	soon, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := db.ExecContext(soon, "INSERT INTO late SELECT 1 FROM pg_sleep(0.5)"); err == nil {
		t.Fatal("nobody had to wait")
	}
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		n := 0
		if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM late").Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n == 1 {
			return
		}
		if time.Now().After(end) {
			t.Fatal("what was under way was cancelled")
		}
	}
}
