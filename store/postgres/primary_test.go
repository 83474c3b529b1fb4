package postgres

import (
	"database/sql"
	"strings"
	"testing"
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
