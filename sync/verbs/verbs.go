// Package verbs is the command line of sync: enrolment, how it stands, and what both ask of a running server.
package verbs

import (
	"fmt"
	"net/http"

	"github.com/spf13/cobra"

	"lianzhan/sync"
	"lianzhan/sync/above"
	"lianzhan/web/console"
)

// Commands are the verbs, for a program whose data is reached by a way.
func Commands(way console.Way) []*cobra.Command {
	return []*cobra.Command{enrolCommand(way), codeCommand(way), statusCommand(way), BundleCommand(way), LaneCommand(way)}
}

// Routes are what the verbs ask of whoever holds the data.
func Routes(room *sync.Room) func(*http.ServeMux) {
	return func(mux *http.ServeMux) {
		mux.Handle("POST /sync/enrol", console.Answer(func(_ http.ResponseWriter, r *http.Request) (any, error) {
			var j above.Joining
			if err := console.Read(r, &j); err != nil {
				return nil, err
			}
			return room.Above.Enrol(r.Context(), j)
		}))
		codeRoute(mux, room)
		bundleRoutes(mux, room)
		laneRoute(mux, room)
		mux.Handle("GET /sync/status", console.Answer(func(http.ResponseWriter, *http.Request) (any, error) { return room.Status() }))
	}
}

func enrolCommand(way console.Way) *cobra.Command {
	var j above.Joining
	cmd := &cobra.Command{
		Use:   "enroll CODE --parent https://主机名",
		Short: "用上级给的登记码，把这台机器接到上级",
		Long: `用上级给的登记码，把这台机器接到上级。登记码只能用一次，七天内有效。
上级用自己签的证书时，用 --parent-pin 写明证书的 SHA-256 指纹。`,
		Example: "  lianzhan-station enroll 7K3M-Q9TX --parent https://county.example.com:8090",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Code = args[0]
			return console.Ask(cmd.Context(), way, console.Post("/sync/enrol", j), func(done above.Joined) error {
				return say(cmd, joinedWords(done))
			})
		},
	}
	cmd.Flags().StringVar(&j.Parent, "parent", "", "上级的地址")
	cmd.Flags().StringVar(&j.Pin, "parent-pin", "", "上级证书的 SHA-256 指纹")
	cmd.Flags().StringVar(&j.Name, "name", "", "本机的名称，给上级看")
	if err := cmd.MarkFlagRequired("parent"); err != nil {
		panic(err) // the flag stands two lines above
	}
	return cmd
}

func joinedWords(j above.Joined) string {
	words := fmt.Sprintf("登记好了：本机是“%s”（%s）。", j.Name, j.Scope)
	if j.Above != "" {
		words += fmt.Sprintf("上级是“%s”。", j.Above)
	}
	if j.Plain {
		words += "\n注意：到上级的连接没有加密，请尽快换成 https。"
	}
	return words
}

func say(cmd *cobra.Command, words string) error {
	_, err := fmt.Fprintln(cmd.OutOrStdout(), words)
	return err
}
