package verbs

import (
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"lianzhan/station"
	"lianzhan/sync"
	"lianzhan/web/console"
)

// ticketRequest names a node below this one by its name, its id or where it stands.
type ticketRequest struct {
	Node string `json:"node"`
}

// ticket is a one-time code, shown this once.
type ticket struct {
	Code    string    `json:"code"`
	Expires time.Time `json:"expires"`
}

// codeCommand is for a box that has others below it: a town's station gives its villages their codes.
func codeCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "code NAME",
		Short: "给接在本机下面的站点发登记码",
		Long: `给接在本机下面的站点发登记码，比如镇中心站给村站发。站点先由县里建在组织树里。
登记码只能用一次，七天内有效；发了新的，旧的就作废。NAME 是名称、编号或在组织树里的位置。`,
		Example: "  lianzhan-station code 感德村联络站",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return console.Ask(cmd.Context(), way, console.Post("/sync/code", ticketRequest{args[0]}), func(t ticket) error {
				return say(cmd, fmt.Sprintf("%s的登记码：%s-%s\n%s前有效，只能用一次。在那台机器上执行：lianzhan-station enroll 登记码 --parent 本机地址",
					args[0], t.Code[:4], t.Code[4:], t.Expires.In(station.Zone).Format("2006-01-02 15:04")))
			})
		},
	}
}

func codeRoute(mux *http.ServeMux, room *sync.Room) {
	mux.Handle("POST /sync/code", console.Answer(func(_ http.ResponseWriter, r *http.Request) (any, error) {
		var req ticketRequest
		if err := console.Read(r, &req); err != nil {
			return nil, err
		}
		node, err := room.Find(req.Node)
		if err != nil {
			return nil, err
		}
		code, expires, err := room.IssueCode(r.Context(), node.ID)
		return ticket{code, expires}, err
	}))
}
