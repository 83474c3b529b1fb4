package verbs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lianzhan/desk/account"
	"lianzhan/station"
	"lianzhan/web/console"
)

func userCommand(way console.Way) *cobra.Command {
	parent := &cobra.Command{Use: "user", Short: "管理工作台的账号"}
	parent.AddCommand(userAddCommand(way), userListCommand(way), userShutCommand(way, "disable", "停用一个账号，立刻退出登录", true),
		userShutCommand(way, "enable", "重新启用一个账号", false), userResetCommand(way), setupCodeCommand(way))
	return parent
}

func userAddCommand(way console.Way) *cobra.Command {
	var req userRequest
	var roles []string
	cmd := &cobra.Command{
		Use:   "add LOGIN --name 姓名 --role 角色",
		Short: "新建一个账号，给出一次性的初始密码",
		Long: `新建一个账号，给出一次性的初始密码：第一次登录时要改掉，七天不用就作废。
角色有：` + strings.Join(roleWords(), "、") + `。`,
		Example: `  lianzhan-station user add linhaihan --name 林海涵 --role 联络员
  lianzhan-station user add chengjian --name 李明 --role handling_unit --unit 城建办`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			req.Login = args[0]
			if req.Roles, err = rolesOf(roles); err != nil {
				return err
			}
			return issue(cmd, way, "/user/add", req)
		},
	}
	cmd.Flags().StringVar(&req.Name, "name", "", "姓名")
	cmd.Flags().StringSliceVar(&roles, "role", nil, "角色，可以写几个")
	cmd.Flags().StringVar(&req.Unit, "unit", "", "承办单位的名称或编号")
	cmd.Flags().StringVar(&req.Deputy, "deputy", "", "代表的姓名、短码或编号")
	return cmd
}

func roleWords() []string {
	words := make([]string, 0, len(station.Roles))
	for _, r := range station.Roles {
		words = append(words, r.Label()+" "+string(r))
	}
	return words
}

// rolesOf reads roles as people or programs write them.
func rolesOf(words []string) ([]station.Role, error) {
	roles := make([]station.Role, 0, len(words))
	for _, word := range words {
		i := slices.IndexFunc(station.Roles, func(r station.Role) bool { return string(r) == word || r.Label() == word })
		if i < 0 {
			return nil, station.Invalid("role_unknown", "不认识的角色“%s”。可以写的有：%s。", word, strings.Join(roleWords(), "、"))
		}
		roles = append(roles, station.Roles[i])
	}
	return roles, nil
}

// issue asks for a one-time password and shows it, this once.
func issue(cmd *cobra.Command, way console.Way, path string, req userRequest) error {
	return console.Ask(cmd.Context(), way, console.Post(path, req), func(issued account.Issued) error {
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s（%s）的初始密码：%s\n只显示这一次，第一次登录时要改掉。\n", issued.Name, issued.Login,
			issued.Initial)
		return err
	})
}

func userListCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "列出账号",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return console.Ask(cmd.Context(), way, console.Get("/user/list"), func(people []account.Person) error {
				for _, p := range people {
					if _, err := fmt.Fprintln(cmd.OutOrStdout(), userLine(p)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

func userLine(p account.Person) string {
	state := "启用"
	if p.Disabled {
		state = "停用"
	}
	factor := "没有"
	if p.TOTPOn {
		factor = "有"
	}
	return fmt.Sprintf("%s\t%s\t%s\t%s\t动态验证码：%s", p.Login, p.Name, strings.Join(station.RoleWords(p.Roles, p.Scope), "、"), state, factor)
}

func userShutCommand(way console.Way, use, short string, disabled bool) *cobra.Command {
	return &cobra.Command{
		Use:   use + " LOGIN",
		Short: short,
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			req := userRequest{Disabled: disabled}
			req.Login = args[0]
			return console.Ask(cmd.Context(), way, console.Post("/user/shut", req), func(p account.Person) error {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), userLine(p))
				return err
			})
		},
	}
}

func userResetCommand(way console.Way) *cobra.Command {
	var req userRequest
	cmd := &cobra.Command{
		Use:   "reset LOGIN",
		Short: "给一个账号新的初始密码；手机丢了就加 --totp",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			req.Login = args[0]
			return issue(cmd, way, "/user/reset", req)
		},
	}
	cmd.Flags().BoolVar(&req.TOTP, "totp", false, "同时取消动态验证码")
	return cmd
}

func setupCodeCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "setup-code",
		Short: "看开通码：第一次打开工作台时用它建第一个账号",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return console.Ask(cmd.Context(), way, console.Get("/user/setup-code"), func(code setupCode) error {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), code.Code)
				return err
			})
		},
	}
}
