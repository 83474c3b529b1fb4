package verbs

import (
	"context"
	"net/http"

	"github.com/spf13/cobra"

	"lianzhan/desk"
	"lianzhan/desk/account"
	"lianzhan/station"
	"lianzhan/web/console"
	"lianzhan/web/fresh"
)

// Commands are the verbs, for a program whose data is reached by a way.
func Commands(way console.Way) []*cobra.Command {
	return []*cobra.Command{importCommand(way), exportCommand(way), setCommand(way), deleteCommand(way), listCommand(way),
		showCommand(way), userCommand(way)}
}

// Store is what the verbs do to the memory of the house.
type Store interface {
	desk.Records
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Now() station.Reading
}

// Routes are what the verbs ask of whoever holds the data.
func Routes(store Store, accounts *account.Room) func(*http.ServeMux) {
	d := door{store, accounts}
	return func(mux *http.ServeMux) {
		mux.Handle("POST /import", console.Answer(d.importRoster))
		mux.Handle("GET /export", console.Answer(d.export))
		mux.Handle("POST /set", console.Answer(d.set))
		mux.Handle("POST /delete", console.Answer(d.delete))
		mux.Handle("GET /list", console.Answer(d.list))
		mux.Handle("GET /show", console.Answer(d.show))
		mux.Handle("POST /user/add", console.Answer(d.addUser))
		mux.Handle("GET /user/list", console.Answer(d.listUsers))
		mux.Handle("POST /user/shut", console.Answer(d.shutUser))
		mux.Handle("POST /user/reset", console.Answer(d.resetUser))
		mux.Handle("GET /user/setup-code", console.Answer(d.setupCode))
	}
}

// door answers the verbs.
type door struct {
	store    Store
	accounts *account.Room
}

// Fresh hands out identities for new records of a store.
func Fresh(store interface{ Now() station.Reading }) desk.Fresh {
	return desk.Fresh{ID: fresh.ID, Code: fresh.Code, Today: station.DateOf(store.Now().Time)}
}
